/** The names of a browser and a system, from a User-Agent; empty when unknown. */
export function describeDevice(userAgent: string | null): { browser: string; system: string } {
  const agent = userAgent ?? "";
  const browsers: [RegExp, string][] = [
    [/YaBrowser\/(\d+)/, "Yandex Browser"],
    [/Edg\/(\d+)/, "Edge"],
    [/OPR\/(\d+)/, "Opera"],
    [/Firefox\/(\d+)/, "Firefox"],
    [/(?:Headless)?Chrome\/(\d+)/, "Chrome"],
    [/Version\/(\d+).*Safari/, "Safari"],
  ];
  const systems: [RegExp, string][] = [
    [/iPhone|iPad/, "iOS"],
    [/Android/, "Android"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/Linux/, "Linux"],
  ];
  const found = browsers.find(([pattern]) => pattern.test(agent));
  const version = found?.[0].exec(agent)?.[1];
  return {
    browser: found ? `${found[1]} ${version}` : "",
    system: systems.find(([pattern]) => pattern.test(agent))?.[1] ?? "",
  };
}
