<#ftl output_format="Markdown">
<#import "found.ftl" as found>
# Artifact appendix

In the form that ACM and EuroSys ask for. All of it is of one run: ${code("delivery-semantics:" + run.id())}.

## Abstract

${headline}. The artifact runs the same counting pipeline under ${columns?size} delivery guarantees, breaks network, processes and brokers at chosen steps of the Kafka protocol, and counts per event id what was lost and what was duplicated.

## Check-list

- **Program**: Kafka delivery semantics, measured, ${run.suite.version}, commit ${code(run.suite.commit)}; Apache License 2.0
- **Run-time environment**: Linux; a JDK 17 or newer; Maven 3.8.6 or newer. No Docker, no root
- **Hardware**: any; measured on <#list run.machine as name, value>${name} ${value}<#sep>, </#list>
- **Software that the build fetches from Maven Central**: Kafka brokers ${run.kafka.broker}, clients ${run.kafka.clients}, Streams ${run.kafka.streams}; transaction version ${run.kafka.transactionVersion}; Toxiproxy: ${run.toxiproxy.kind} ${run.toxiproxy.version}
- **Data**: generated from the seed ${run.seed?c}; none is fetched
- **Metrics**: events lost and duplicated, pages miscounted; of how many strikes; of how many events at risk
- **Output**: ${code("chaos-tests/target/delivery-report/")}; ${code("csv/cells.csv")} has every number
- **Time for all of it**: ${run.durationSeconds?string["0"]} s in this run, without the build

## Installation

Unpack or clone the suite. ${code("mvn -DskipTests package")} fetches what it needs and builds it.

## Claims, and how to check each

Each command runs the cells of one claim with the same seed, and fails if the claim does not hold. The time is that of the cells in this run, one after the other, as on a machine without parallel runs; build and start of the brokers come on top.

| claim | command | expected | tolerance | time |
|---|---|---|---|---|
<#list reproductions as one>
| ${one.claim()} | ${code(one.command())} | <#list one.expected() as module, number>${module}: ${number}<#sep>; </#list> | ${one.tolerance()} | ${one.seconds()?string["0"]} s |
<#else>
| none: this run compares no two guarantees | | | | |
</#list>

All of it at once: ${code(run.command)}. Without running anything, the evidence of this run is judged again by ${code("java -jar chaos-tests/target/chaos-tests.jar audit DIR")}.

## What the artifact does not show

Effects outside Kafka; power loss (SIGKILL keeps the page cache); rates in anybody's production. A hash chain finds accidents and careless edits, and does not prove that a run took place: run it again.
