<#ftl output_format="plainText">
<#-- What was found, for a citation; the formats of citations escape it. -->
<#function number n><#return n?round?string[",##0"]></#function>
<#macro rate cell anomaly><#if cell.rate(anomaly)??><#local r = cell.rate(anomaly)> (<#if r.perMillion == 0>at most ${number(r.highPerMillion)} in a million<#else>${number(r.perMillion)} in a million, 95 % interval ${number(r.lowPerMillion)} to ${number(r.highPerMillion)}</#if>)</#if></#macro>
<#macro one cell><#if cell.isAudited()>${number(cell.count(anomalies[0]))} lost<@rate cell anomalies[0]/>, ${number(cell.count(anomalies[1]))} duplicated<@rate cell anomalies[1]/> of ${number(cell.audit.events)} events, ${number(cell.count(anomalies[2]))} pages miscounted; fault fired ${number(cell.faultsFired())} of ${number(cell.audit.scenario.firingsRequired)} times; <#else>no numbers; </#if>verdict ${cell.verdict.label()}</#macro>
<#macro count cell anomaly>${number(cell.count(anomaly))} ${anomaly.label()}<@rate cell anomaly/></#macro>
<#macro short cell>${cell.id()} <#if cell.isAudited()><@count cell anomalies[0]/>, <@count cell anomalies[1]/> of ${number(cell.audit.events)}, <#if cell.count(anomalies[2]) gt 0>${number(cell.count(anomalies[2]))} pages miscounted, </#if></#if>${cell.verdict.label()}</#macro>
<#macro many>
<#local counted = cells?filter(cell -> cell.isAudited())>
<#local shown = counted?filter(cell -> (cell.count(anomalies[0]) + cell.count(anomalies[1])) gt 0)>
<#local clean = counted?filter(cell -> (cell.count(anomalies[0]) + cell.count(anomalies[1])) == 0)>
${cells?size} cells: <#list verdicts?reverse as verdict><#local of = cells?filter(cell -> cell.verdict == verdict)?size><#if of gt 0>${of} ${verdict.label()}, </#if></#list>all in <#if place?starts_with("atlas")>atlas<#else>report</#if>.json<#t>
<#list shown as cell><#if cell?counter gt shownMax>; ${shown?size - shownMax} more with anomalies<#break></#if>; ${cell.id()} <#list anomalies[0..1]?filter(anomaly -> cell.count(anomaly) gt 0) as anomaly><@count cell anomaly/><#sep>, </#list></#list><#t>
<#if clean?has_content>; nothing lost or duplicated in ${clean?size} (at most ${number(clean?map(cell -> (cell.rate(anomalies[0]).highPerMillion)!0)?max)} in a million each)</#if><#t>
</#macro>
<#assign shownMax = 12>
<#if cells?size == 0>nothing was run<#elseif cells?size == 1><@one cells[0]/><#elseif cells?size lte 8><#list cells as cell><@short cell/><#sep>; </#list><#else><@many/></#if>
