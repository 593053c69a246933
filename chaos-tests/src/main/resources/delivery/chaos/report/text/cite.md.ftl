<#ftl output_format="Markdown">
> **${title}**: ${finding}. ${source}, ${run.started[0..<10]}.
> [${code(id)}](${link?no_esc})<#if sha256?has_content>, ${code("sha256:" + sha256)}</#if>.
