// Circles in a graph of imports.

/** A node, and those it points at. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** Groups of at least two nodes each of which is reached from each other (Tarjan's strongly connected components). */
export const circlesIn = (graph: Graph): readonly (readonly string[])[] => {
  const order = new Map<string, number>();
  const open: string[] = [];
  const circles: (readonly string[])[] = [];
  const visit = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    open.push(node);
    let low = index;
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? low);
    }
    if (low === index) {
      const circle = open.splice(open.indexOf(node));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return circles;
};

/** Pairs of nodes that point at each other. */
export const mutualPairsIn = (graph: Graph): readonly (readonly [string, string])[] =>
  [...graph].flatMap(([node, nexts]) =>
    nexts
      .filter((next) => node < next && graph.get(next)?.includes(node) === true)
      .map((next) => [node, next] as const),
  );
