<#ftl output_format="CSV">
of,setting,value,kafka_default,why
<#list run.settings as module, settings><#list settings as setting>
"${module}","${setting.name()}","${setting.value()}","${setting.kafkaDefault()}","${setting.why()}"
</#list></#list>
<#list run.harness.clients as fault, settings><#list settings as name, value>
"clients under ${fault}","${name}","${value}",,
</#list></#list>
<#list run.harness.brokers as name, value>
"brokers","${name}","${value}",,
</#list>
