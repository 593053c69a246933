<#ftl output_format="CSV">
fault,rule,status,module,found
<#list contrast as finding><#list finding.numbers as module, number>
"${finding.rule.fault}","${finding.rule.words}",${finding.status.name()},"${module}","${number}"
</#list></#list>
