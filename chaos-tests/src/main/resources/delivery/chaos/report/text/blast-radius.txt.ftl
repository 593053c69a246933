<#ftl output_format="plainText">
<#function n number><#return (number < 10)?then(number?string[",##0.0#"], number?string[",##0"])></#function>
At ${load.eventsPerSecond()?string[",##0.#"]} events/s, <#if load.commitIntervalMs() == 0>a commit after each poll of at most ${load.pollRecords()?string[",##0"]}<#else>a commit every ${load.commitIntervalMs()?string[",##0.#"]} ms</#if>, ${load.deploysADay()} deploys a day, ${load.crashesAMonth()} crashes and ${load.brokerRestartsAMonth()} broker restarts a month, a day has on average:

<#list guarantees as guarantee>
<#assign expected = load.expected(radius, guarantee)>
${guarantee?right_pad(22)}<#if expected == 0>none lost, none duplicated<#else>${n(expected)} <#if guarantee == "at-most-once">lost<#else>duplicated</#if> (${n(expected * radius.fit().low())} to ${n(expected * radius.fit().high())})</#if>
</#list>

The formula, how well it fits, and the strikes that it rests on: blast-radius.html.
