<#ftl output_format="plainText">
<#if id?ends_with("/" + title)>${id}: ${finding}. ${source}.<#else>${title}: ${finding}. ${source}. ${id}</#if><#if sha256?has_content> sha256:${sha256[0..<16]}</#if>
