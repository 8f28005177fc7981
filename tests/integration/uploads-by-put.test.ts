import { uploadsSuite } from "../support/uploads-suite";

await uploadsSuite("put");
