<#ftl output_format="plainText">
<#import "found.ftl" as found>
Kafka delivery semantics, measured, ${run.suite.version} (${found.short(run.suite.commit)}), Kafka ${run.kafka.broker}
