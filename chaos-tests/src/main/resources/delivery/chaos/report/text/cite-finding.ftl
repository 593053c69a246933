<#ftl output_format="plainText">
<#-- What was found, for a citation; the formats of citations escape it. As short as it can be said. -->
<#import "found.ftl" as found>
<#macro count cell anomaly>${found.n(cell.count(anomaly))} ${anomaly.label()}<#if cell.count(anomaly) gt 0 && cell.faultRate(anomaly)??> in ${cell.faultRate(anomaly).shown()} of ${cell.faultRate(anomaly).firings()} strikes</#if><#if cell.isRace(anomaly)> (a race)</#if></#macro>
<#macro verdict cell><#if cell.verdict.name() == "PASS">promise kept<#elseif cell.verdict.name() == "FAIL">promise broken<#if run.isPlanted(cell)>, as planted</#if><#else>${cell.verdict.label()}</#if></#macro>
<#macro one cell><#if cell.isAudited()><@count cell anomalies[0]/>, <@count cell anomalies[1]/><#if !brief> of ${found.n(cell.audit.events)} events</#if><#if cell.count(anomalies[2]) gt 0 && !(brief && cell.count(anomalies[0]) + cell.count(anomalies[1]) gt 0)>, ${found.counted(cell.count(anomalies[2]), anomalies[2].unit())} miscounted</#if><#if cell.faultsFired() gt 0 && cell.count(anomalies[0]) + cell.count(anomalies[1]) == 0>, in ${cell.faultsFired()} <#if cell.faultsFired() == 1>strike<#else>strikes</#if></#if><#if cell.audit.scenario.guarantee.isolationLevel == "read_committed">, <#if brief>read_committed<#else>to read_committed readers</#if></#if>; <#else>no numbers; </#if><@verdict cell/></#macro>
<#function name cell>
<#if cells?filter(other -> other.fault() != cell.fault())?size == 0><#return cell.module()></#if>
<#if cells?filter(other -> other.module() != cell.module())?size == 0><#return cell.fault()></#if>
<#return cell.id()>
</#function>
<#-- of lost and duplicated, what is not 0 -->
<#macro both cell><#local some = anomalies[0..1]?filter(anomaly -> cell.count(anomaly) gt 0)><#list some as anomaly>${found.n(cell.count(anomaly))} ${anomaly.label()}<#sep>, <#else>nothing lost or duplicated</#list></#macro>
<#-- those that show something or are not pass; of the others, that they show nothing -->
<#macro few>
<#local telling = cells?filter(cell -> cell.verdict.name() != "PASS" || cell.count(anomalies[0]) + cell.count(anomalies[1]) gt 0)>
<#list telling as cell>${name(cell)} <#if cell.isAudited()><@both cell/><#if cell.verdict.name() != "PASS">, </#if></#if><#if cell.verdict.name() != "PASS">${cell.verdict.label()}</#if><#sep>; </#list><#if telling?size lt cells?size><#if telling?has_content>; the others nothing lost or duplicated<#else>nothing lost or duplicated in ${cells?size} cells</#if></#if><#t>
</#macro>
<#-- in how many cells; the verdicts, where they are not all the same -->
<#macro many>
<#local counted = cells?filter(cell -> cell.isAudited())>
<#local strikes = 0><#list cells as cell><#local strikes += cell.faultsFired()></#list>
<#local some = anomalies[0..1]?filter(anomaly -> counted?filter(cell -> cell.count(anomaly) gt 0)?has_content)>
${cells?size} cells, ${found.counted(strikes, "strikes")}, <#if some?has_content>events </#if><#list some as anomaly>${anomaly.label()} in ${found.counted(counted?filter(cell -> cell.count(anomaly) gt 0)?size, "cells")}<#sep>, <#else>nothing lost or duplicated</#list>; <#if cells?filter(cell -> cell.verdict.name() != "PASS")?has_content><#list verdicts?reverse?filter(verdict -> cells?filter(cell -> cell.verdict == verdict)?has_content) as verdict>${cells?filter(cell -> cell.verdict == verdict)?size} ${verdict.label()}<#sep>, </#list><#else>all pass</#if><#t>
</#macro>
<#if cells?size == 0>nothing was run<#elseif cells?size == 1><@one cells[0]/><#elseif cells?size lte 5 && !brief><@few/><#else><@many/></#if>
