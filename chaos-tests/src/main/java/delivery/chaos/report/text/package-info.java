/**
 * How a report is written: templates, with everything they insert escaped for HTML, Markdown or BibTeX, the script and
 * style of its pages, its definitions and schemas. Imports {@code history} and {@code audit} for the words it defines.
 */
package delivery.chaos.report.text;
