import type {
  ClientRect,
  CollisionDetection,
  DroppableContainer,
  KeyboardCoordinateGetter,
} from "@dnd-kit/core";
import { clientStatuses } from "@/lib/clients/terms";

/** The height of a column's heading, in px: cards lie below it. */
const headingHeight = 40;

/**
 * The column under the pointer, or under the held card's middle, and in it the card whose middle is
 * nearest; the column itself when it is empty or the place is below its last card. Corners and
 * distances alone would prefer a card of the column before to a tall empty column.
 */
export const nearestPlace: CollisionDetection = ({
  collisionRect,
  pointerCoordinates,
  droppableContainers,
  droppableRects,
}) => {
  const x = pointerCoordinates?.x ?? middleOf(collisionRect).x;
  const { y } = middleOf(collisionRect);
  const places = droppableContainers.flatMap((container) => {
    const rect = droppableRects.get(container.id);
    return rect ? [{ container, rect }] : [];
  });
  const column = nearest(
    places.filter(({ container }) => isColumn(container)),
    (rect) => Math.max(rect.left - x, x - rect.right, 0),
  );
  if (!column) return [];
  const cards = places.filter(
    ({ container }) =>
      !isColumn(container) && container.data.current?.status === column.container.id,
  );
  const bottom = Math.max(...cards.map(({ rect }) => rect.bottom));
  const card = nearest(cards, (rect) => Math.abs(middleOf(rect).y - y));
  const found = !card || y > bottom ? column : card;
  return [{ id: found.container.id, data: { droppableContainer: found.container } }];
};

/** Left and right go to the neighbouring column at the same height, up and down from card to card. */
export const stepByKeyboard: KeyboardCoordinateGetter = (event, { context }) => {
  const { collisionRect, droppableRects, droppableContainers } = context;
  if (!collisionRect || !event.code.startsWith("Arrow")) return;
  event.preventDefault();
  const { x } = middleOf(collisionRect);
  const columns = clientStatuses.flatMap((status) => {
    const rect = droppableRects.get(status);
    return rect ? [{ status, rect }] : [];
  });
  if (event.code === "ArrowRight" || event.code === "ArrowLeft") {
    const next =
      event.code === "ArrowRight"
        ? columns.find(({ rect }) => rect.left > x)
        : columns.findLast(({ rect }) => rect.right < x);
    if (!next) return;
    return { x: next.rect.left + 8, y: Math.max(collisionRect.top, next.rect.top + headingHeight) };
  }
  const own = columns.find(({ rect }) => rect.left <= x && x <= rect.right);
  const cards = droppableContainers
    .getEnabled()
    .filter((container) => !isColumn(container) && container.data.current?.status === own?.status)
    .flatMap(({ id }) => droppableRects.get(id) ?? [])
    .sort((one, other) => one.top - other.top);
  const next =
    event.code === "ArrowDown"
      ? cards.find(({ top }) => top > collisionRect.top + 1)
      : cards.findLast(({ top }) => top < collisionRect.top - 1);
  return next && { x: next.left, y: next.top };
};

type Place = { container: DroppableContainer; rect: ClientRect };

function nearest(places: Place[], distance: (rect: ClientRect) => number): Place | undefined {
  return places.reduce<Place | undefined>(
    (best, place) => (!best || distance(place.rect) < distance(best.rect) ? place : best),
    undefined,
  );
}

function isColumn({ id }: DroppableContainer): boolean {
  return clientStatuses.some((status) => status === id);
}

function middleOf({ left, top, width, height }: ClientRect) {
  return { x: left + width / 2, y: top + height / 2 };
}
