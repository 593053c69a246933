<#ftl output_format="CSV">
fault,module,shortest_ms,longest_ms,never,longest_repair_ms,timeouts
<#list recovery.rows() as row><#list row.times() as module, times>
"${row.fault()}","${module}",${times.shortest()!""},${times.longest()!""},${times.never()},${times.repaired()},"<#list row.timeouts() as name, value>${name}=${value}<#sep> </#list>"
</#list></#list>
