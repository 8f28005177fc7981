import { startS3Server } from "./server";

const { env } = process;

try {
  const server = await startS3Server({
    port: Number(env.S3_PORT ?? 0),
    dir: env.S3_DIR ?? ".data/s3",
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
    region: env.AWS_S3_REGION_NAME ?? "us-east-1",
    bucket: env.AWS_STORAGE_BUCKET_NAME,
    refusesForms: env.S3_REFUSES_FORMS === "true",
    corsOrigins: (env.S3_CORS_ORIGINS ?? "").split(",").filter(Boolean),
  });
  console.log(JSON.stringify({ ready: true, port: server.port }));
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => server.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(
    `The S3 server could not start on port ${env.S3_PORT}: ${(error as Error).message}`,
  );
  process.exit(1);
}
