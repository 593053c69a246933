<#ftl output_format="plainText">
<#-- What was found, for a citation; the formats of citations escape it. -->
<#import "found.ftl" as found>
<#macro count cell anomaly>${found.n(cell.count(anomaly))} ${anomaly.label()}<#local strikes = found.strikes(cell, anomaly)><#if strikes?has_content> (${strikes}<#if cell.isRace(anomaly)>; how many is a race</#if>)</#if></#macro>
<#macro one cell><#if cell.isAudited()><@count cell anomalies[0]/>, <@count cell anomalies[1]/>, ${found.n(cell.count(anomalies[2]))} pages miscounted; ${found.n(cell.audit.events)} events, effects read at ${cell.audit.scenario.guarantee.isolationLevel}; fault fired ${found.n(cell.faultsFired())} of ${found.n(cell.audit.scenario.firingsRequired)} times; <#else>no numbers; </#if>verdict ${cell.verdict.label()}</#macro>
<#macro short cell>${cell.id()} <#if cell.isAudited()><@count cell anomalies[0]/>, <@count cell anomalies[1]/>, <#if cell.count(anomalies[2]) gt 0>${found.n(cell.count(anomalies[2]))} pages miscounted, </#if></#if>${cell.verdict.label()}</#macro>
<#macro many>
<#local counted = cells?filter(cell -> cell.isAudited())>
<#local shown = counted?filter(cell -> (cell.count(anomalies[0]) + cell.count(anomalies[1])) gt 0)>
<#local clean = counted?filter(cell -> (cell.count(anomalies[0]) + cell.count(anomalies[1])) == 0)>
${cells?size} cells: <#list verdicts?reverse as verdict><#local of = cells?filter(cell -> cell.verdict == verdict)?size><#if of gt 0>${of} ${verdict.label()}, </#if></#list>all in <#if place?starts_with("atlas")>atlas<#else>report</#if>.json<#t>
<#list shown as cell><#if cell?counter gt shownMax>; ${shown?size - shownMax} more with anomalies<#break></#if>; ${cell.id()} <#list anomalies[0..1]?filter(anomaly -> cell.count(anomaly) gt 0) as anomaly><@count cell anomaly/><#sep>, </#list></#list><#t>
<#if clean?has_content>; nothing lost or duplicated in ${clean?size}<#local strikes = 0><#list clean as cell><#local strikes += cell.faultsFired()></#list><#if strikes gt 0>, in ${found.n(strikes)} strikes</#if></#if><#t>
</#macro>
<#assign shownMax = 12>
<#if cells?size == 0>nothing was run<#elseif cells?size == 1><@one cells[0]/><#elseif cells?size lte 8><#list cells as cell><@short cell/><#sep>; </#list><#else><@many/></#if>
