<#ftl output_format="plainText">
Kafka delivery semantics, measured. Suite ${run.suite.version}, commit ${run.suite.commit}; Kafka brokers ${run.kafka.broker}, clients ${run.kafka.clients}, Streams ${run.kafka.streams}, transaction version ${run.kafka.transactionVersion}; seed ${run.seed?c}; ${run.started[0..<10]}
