import { handlers } from "@/lib/auth/next-auth";
import { authRoute } from "@/lib/http/auth-route";

export const GET = authRoute(handlers.GET);
export const POST = authRoute(handlers.POST);
