import { S3Client } from "@aws-sdk/client-s3";
import { env } from "@/lib/core/env";

let client: S3Client | undefined;

/** The process's client of the storage, made at its first use. */
export function s3(): S3Client {
  const { AWS_S3_REGION_NAME, AWS_S3_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } =
    env();
  client ??= new S3Client({
    region: AWS_S3_REGION_NAME,
    ...(AWS_S3_ENDPOINT_URL ? { endpoint: AWS_S3_ENDPOINT_URL, forcePathStyle: true } : {}),
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    // A storage that is silent is an error within seconds: by default it is waited for without end.
    requestHandler: {
      connectionTimeout: 3000,
      socketTimeout: 15_000,
      throwOnRequestTimeout: true,
    },
    maxAttempts: 2,
    // Else a presigned link carries the checksum of an empty body.
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  return client;
}

export const bucket = (): string => env().AWS_STORAGE_BUCKET_NAME;
