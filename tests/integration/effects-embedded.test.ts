import { effectsSuite } from "@/tests/support/effects-suite";

await effectsSuite("embedded");
