<#ftl output_format="CSV">
module,fault,seed,strike,at_ms,repaired_after_ms,next_effect_acknowledged_after_ms,events_in_flight,lost_at_risk,duplicated_at_risk,proof
<#function events ranges><#local sum = 0><#list ranges as range><#local sum += range.last - range.first + 1></#list><#return sum></#function>
<#list matrix.cells() as cell><#list cell.runs() as run><#list run.audit.provenFirings() as strike>
"${cell.module()}","${cell.fault()}",${run.audit.scenario.seed},${strike.number},${strike.atMs},${strike.healedAtMs - strike.atMs},<#if strike.recoveredAtMs??>${strike.recoveredAtMs - strike.atMs}</#if>,${events(strike.inFlight)},${events(riskOf(strike, anomalies[0]))},${events(riskOf(strike, anomalies[1]))},"${strike.what}"
</#list></#list></#list>
