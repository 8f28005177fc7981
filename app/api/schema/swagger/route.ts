const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Telegram CRM API</title>
<link rel="icon" href="/api/schema/swagger/favicon-32x32.png">
<link rel="stylesheet" href="/api/schema/swagger/swagger-ui.css">
</head>
<body>
<div id="swagger"></div>
<script src="/api/schema/swagger/swagger-ui-bundle.js"></script>
<script src="/api/schema/swagger/start.js"></script>
</body>
</html>
`;

/** The API's browsable page: Swagger UI from our own server, nothing from elsewhere. */
export function GET(): Response {
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
}
