<#ftl output_format="CSV">
<#import "found.ftl" as found>
module,isolation_level,promise,anomaly,circumstance,expectation
<#list promises as promise><#list anomalies as anomaly><#list promise.clauses(anomaly) as clause><#list clause.circumstances as circumstance>
"${promise.guarantee.name}",${promise.guarantee.isolationLevel},"${promise.guarantee.promise}",${anomaly.name()?lower_case},${circumstance.name()?lower_case},${found.words(clause.expectation)}
</#list></#list></#list></#list>
