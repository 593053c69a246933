<#ftl output_format="plainText">
<#-- How a number is said, the same on pages and in citations. -->
<#function n number><#return number?round?string[",##0"]></#function>

<#-- 1 page, 250 events: a number with what it counts. -->
<#function counted number unit><#return n(number) + " " + (number == 1)?then(unit?remove_ending("s"), unit)></#function>

<#-- A commit as Git shortens it. -->
<#function short commit>
<#return (commit?length gt 12)?then(commit[0..<12] + commit?ends_with("-dirty")?then("-dirty", ""), commit)>
</#function>

<#-- A word of the judge for people: how a promise grades an anomaly, a circumstance, the state of a process. -->
<#function words enum>
<#switch enum?string><#case "INTERESTING"><#return "expected"><#case "ACCEPTABLE"><#return "allowed"></#switch>
<#return enum?string?lower_case?replace("_", " ")>
</#function>

<#-- In how many strikes an anomaly was found, and of how many events at risk; empty where nothing was to strike. -->
<#function strikes cell anomaly>
<#if cell.audit.scenario.firingsRequired == 0><#return ""></#if>
<#local risk = (cell.atRisk(anomaly) gt 0)?then("of " + n(cell.atRisk(anomaly)) + " at risk", "nothing was at risk")>
<#if !cell.faultRate(anomaly)??><#return risk></#if>
<#return share(cell.faultRate(anomaly)) + ", " + risk>
</#function>

<#-- in 3 of 3 strikes, mean 250: of the strikes that showed any, and of what they had in flight -->
<#function share rate>
<#local of = (rate.shown() == 0)?then("none", rate.shown()?c) + " of " + rate.firings() + " " + (rate.firings() == 1)?then("strike", "strikes")>
<#if rate.shown() == 0><#return "in " + of></#if>
<#return "in " + of + (rate.shown() == 1)?then("", ", mean " + rate.perShown()?string[",##0.#"])>
</#function>
