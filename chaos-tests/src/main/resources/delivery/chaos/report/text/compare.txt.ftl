<#ftl output_format="plainText">
<#macro values list title><#list list>${title}
<#items as change>  ${change.name()}: ${change.before()?has_content?then(change.before(), "–")} → ${change.after()?has_content?then(change.after(), "–")}
</#items>
</#list></#macro>
<#function n number><#return number?round?string[",##0"]></#function>
<#macro measured of><#if of.isRate()>${n(of.perMillion())} in a million (${n(of.low())} to ${n(of.high())})<#else>${n(of.count())}</#if></#macro>
<#switch comparison.outcome().name()>
<#case "KEPT">No promise was lost: ${comparison.cells()} cells are in both runs.
<#break>
<#case "PROMISE_LOST">A PROMISE WAS LOST.
<#break>
<#default>UNDECIDED: what was judged before is not judged now.
</#switch>

Before: ${comparison.before().description()}
After: ${comparison.after().description()}

<@values comparison.versions() "What took part"/>
<#list comparison.verdicts()>Verdicts
<#items as change>  ${change.cell()}: ${change.before()} → ${change.after()}<#if change.reason()?has_content>: ${change.reason()}</#if>
</#items>

</#list>
<@values comparison.promises() "Promises"/>
<@values comparison.contrasts() "Contrasts"/>
<#list comparison.rates()>Rates beyond their 95 % intervals
<#items as change>  ${change.cell()} ${change.anomaly()}: <@measured change.before()/> → <@measured change.after()/>
</#items>
  Events that one fault hits together are not independent: a rate may leave its interval by the size of a batch.

</#list>
<#list comparison.recoveries()>Times to the next acknowledged effect
<#items as change>  ${change.cell()}: ${n(change.beforeMin())} to ${n(change.beforeMax())} ms → ${n(change.afterMin())} to ${n(change.afterMax())} ms
</#items>

</#list>
<@values comparison.settings() "Settings of the modules"/>
<#if comparison.isUnchanged()>
<#if comparison.versions()?has_content || comparison.settings()?has_content>Nothing else changed.<#else>Nothing changed.</#if>
</#if>
