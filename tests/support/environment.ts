/** A complete, harmless environment: addresses on which nothing listens unless a suite starts it. */
export function testEnvironment(): Record<string, string> {
  return {
    DATABASE_URL: "postgres://crm:crm@127.0.0.1:1/none",
    AUTH_SECRET: "test-secret-of-at-least-32-characters",
    APP_URL: "http://127.0.0.1:3999",
    TELEGRAM_TOKEN: "7000000001:AAsimulator-token-for-development-only",
    TELEGRAM_API_ROOT: "http://127.0.0.1:1",
    TELEGRAM_WEBHOOK_SECRET: "test-webhook-secret",
    AWS_ACCESS_KEY_ID: "test-key",
    AWS_SECRET_ACCESS_KEY: "test-secret-key",
    AWS_STORAGE_BUCKET_NAME: "crm-test",
    AWS_S3_ENDPOINT_URL: "http://127.0.0.1:1",
    PUSHER_APP_ID: "app",
    PUSHER_KEY: "key",
    PUSHER_SECRET: "secret",
    PUSHER_HOST: "127.0.0.1",
    PUSHER_PORT: "1",
    PUSHER_SCHEME: "http",
    JOBS_ENGINE: "embedded",
    LOG_LEVEL: "silent",
  };
}
