<#ftl output_format="CSV">
module,cells,<#list ["lost", "duplicated"] as anomaly>strikes_with_${anomaly}_at_risk,strikes_that_${(anomaly == "lost")?then("lost", "duplicated")},</#list>requests_per_1000_events
<#list columns as module>
"${module}",${matrix.cells()?filter(cell -> cell.module() == module)?size},<#list certainty[module] as sure>${sure.strikes()},${sure.shown()},</#list><#if prices[module]??>${prices[module].requests()?string["0.0"]}</#if>
</#list>
