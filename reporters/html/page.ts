import { createHash } from 'node:crypto'
import type { FailOn, Report } from '../report.ts'
import { sentenceOf } from '../summary.ts'
import { oneLine } from '../text.ts'
import { payloadOf, scriptJson } from './payload.ts'
import { clientScript } from './script.ts'
import { style } from './style.ts'

/** The report as one page that needs nothing else: data, style and script are in it, and no other script may run. */
export function renderHtml(report: Report, { failOn = 'error' }: { readonly failOn?: FailOn } = {}): string {
  const script = clientScript()
  const hash = createHash('sha256').update(script).digest('base64')
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escaped(oneLine(sentenceOf(report, failOn)))}</title>
<style>${style}</style>
</head>
<body>
<noscript><p>${escaped(oneLine(sentenceOf(report, failOn)))}</p><p>This page needs its own script to show more; the Markdown report needs none.</p></noscript>
<div id="app"></div>
<script type="application/json" id="data">${scriptJson(payloadOf(report, failOn))}</script>
<script>${script}</script>
<script type="application/json" id="transcripts">${scriptJson(report.transcripts)}</script>
</body>
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
