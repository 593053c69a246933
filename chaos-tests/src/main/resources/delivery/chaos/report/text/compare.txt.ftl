<#ftl output_format="plainText">
<#macro values list title><#list list>${title}
<#items as change>  ${change.name()}: ${change.before()?has_content?then(change.before(), "–")} → ${change.after()?has_content?then(change.after(), "–")}
</#items>
</#list></#macro>
<#function n number><#return number?round?string[",##0"]></#function>
<#macro measured of>${n(of.count())}<#if of.strikes() gt 0> (in ${of.shown()} of ${of.strikes()} strikes)</#if></#macro>
<#macro weight of><#switch of.weight().name()><#case "SAME_STRIKES">the same strikes gave another count<#break><#case "BEYOND_CHANCE">beyond chance, p = ${p(of.p())}<#break><#default>may be chance<#if !of.p()?is_nan>, p = ${p(of.p())}</#if></#switch></#macro>
<#function p value><#return (value < 0.001)?then("under 0.001", value?string["0.000"])></#function>
<#switch comparison.outcome().name()>
<#case "KEPT">No promise was broken. ${comparison.cells()} cells are in both runs.
<#break>
<#case "PROMISE_LOST">A PROMISE WAS BROKEN.
<#break>
<#case "CHANGED">CHANGED: no promise was broken, but something measured has changed.
<#break>
<#default>UNDECIDED: what was judged before is not judged now.
</#switch>

Before: ${comparison.before().description()}
After: ${comparison.after().description()}

<@values comparison.versions() "Versions and machine"/>
<#list comparison.verdicts()>Verdicts
<#items as change>  ${change.cell()}: ${change.before()} → ${change.after()}<#if change.reason()?has_content>: ${change.reason()}</#if>
</#items>

</#list>
<@values comparison.promises() "Promises"/>
<@values comparison.contrasts() "Contrasts"/>
<#list comparison.anomalies()>What strikes did
<#items as change>  ${change.cell()} ${change.anomaly()}: <@measured change.before()/> → <@measured change.after()/>: <@weight change/>
</#items>
  Fisher's exact test on strikes, with Holm's correction for all that was tested, 5 % in all. Few strikes show little: 3 of 3
  against 0 of 3 may be chance (p = 0.1). More strikes: -Dchaos.repeat=N.

</#list>
<#list comparison.costs()>Costs of undisturbed cells, where they differ by half or more
<#items as change>  ${change.cell()}: ${change.what()}: ${change.before()?string[",##0.#"]} → ${change.after()?string[",##0.#"]}
</#items>

</#list>
<#if comparison.load().isChanged()>Load: the cells of every module took ${comparison.load().factor()?string["0.00"]} times as long. Times are compared after that factor is taken out.

</#if>
<#list comparison.recoveries()>Times to the next acknowledged effect
<#items as change>  ${change.cell()}: ${n(change.beforeMin())} to ${n(change.beforeMax())} ms → ${n(change.afterMin())} to ${n(change.afterMax())} ms<#if change.isLoad()>: load</#if>
</#items>

</#list>
<@values comparison.settings() "Settings of the modules"/>
<#if comparison.isUnchanged()>
<#if comparison.versions()?has_content || comparison.settings()?has_content>Nothing else changed.<#else>Nothing changed.</#if>
</#if>
