/** "Firefox, Linux" of a `User-Agent`: enough for people to know their own browsers. */
export function deviceName(agent: string): string {
  const browser = agent.match(/(Firefox|Edg|OPR|Chrome|Safari|curl)\//)?.[1];
  const system = agent.match(/Windows|Android|iPhone|iPad|Mac OS X|Linux/)?.[0];
  return (
    [browser?.replace('Edg', 'Edge').replace('OPR', 'Opera'), system].filter(Boolean).join(', ') ||
    agent.slice(0, 60)
  );
}
