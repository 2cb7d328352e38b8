/** User-Agents that a library sends by itself: they tell nothing of who calls. */
export const libraryAgents =
  /^(curl|wget|python-requests|python-urllib|aiohttp|httpx|axios|node-fetch|node|undici|got|okhttp|java|apache-httpclient|go-http-client|ruby|faraday|guzzlehttp|postmanruntime|insomnia|libwww-perl|restsharp|dart)\b/i

/** User-Agents that were to be replaced. */
export const placeholderAgents = /\{\{.*\}\}|\$\{.*\}|<.+>|^user demo$|yourcompany|yourapp|^string$|^test$|^mozilla\//i
