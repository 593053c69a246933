<#ftl output_format="Markdown">
# Where the guarantees differ

Suite ${run.suite.version} (commit ${run.suite.commit}), Kafka brokers ${run.kafka.broker}, clients ${run.kafka.clients}, Streams ${run.kafka.streams}, transaction version ${run.kafka.transactionVersion}, seed ${run.seed}, started ${run.started}, ${run.durationSeconds?string["0"]} s. Repeat with ${code(run.command)}.

${scope.asked()} of ${scope.known()} scenarios were asked for; ${matrix.decided()?size} were decided<#if run.missing?has_content>, and ${run.missing?size} runs are missing</#if>. Rows in which no module lost, duplicated, miscounted or aborted anything are left out; "–": nothing found; "not run": not asked for, or missing; empty: the module takes no such step.

| step | strike |<#list matrix.modules() as module> ${module} |</#list>
|---|---|<#list matrix.modules() as module>---|</#list>
<#list matrix.tellingRows() as row>
| ${row.step()} | ${row.strikeLabel()} |<#list matrix.modules() as module> <#if matrix.scenario(module, row.step(), row.strike())??><@words matrix.scenario(module, row.step(), row.strike())/><#elseif matrix.takes(module, row.step())>not run</#if> |</#list>
</#list>
<#list matrix.scenarios()?filter(one -> one.isByName())>

| by name | outcome |
|---|---|
<#items as one>
| ${one.id()} | <@words one/> |
</#items>
</#list>
<#macro words of><#if of.words()?has_content>${of.words()}<#else>–</#if><#if of.aborted()?has_content> (${of.aborted()} aborted)</#if></#macro>
