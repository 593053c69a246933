<#ftl output_format="plainText">
${title}: ${finding}. ${source}. Page ${place}.<#if sha256?has_content> SHA-256 of the evidence<#if cells?size gt 1> (of the cells' SHA-256s, a line each)</#if>: ${sha256}.</#if>
