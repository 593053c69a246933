<#ftl output_format="BibTeX">
@misc{delivery-semantics-${key}-${run.seed?c},
  author = {{The authors of Kafka delivery semantics, measured}},
  title = {{${title}}},
  year = {${run.started[0..<4]}},
  month = ${run.started[5..<7]?number?c},
  version = {${run.suite.version}},
  howpublished = {${source}, commit ${run.suite.commit}, seed ${run.seed?c}, ${run.started[0..<10]}},
  note = {${id}. ${finding}<#if sha256?has_content>. SHA-256 of the evidence<#if cells?size gt 1> (of the cells' SHA-256s, a line each)</#if>: ${sha256}</#if>}
}
