// Shows what the system pushes while no page of it is open, and opens what it tells of.
const home = '/inbox';

self.addEventListener('push', (event) => {
  const { id, title, body, path } = event.data?.json() ?? {};
  if (!title) return;
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      // The same message again takes the place of the first.
      tag: id,
      icon: '/mark.svg',
      data: { path: path ?? home },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const address = new URL(event.notification.data?.path ?? home, self.location.origin);
  // Only pages of this system.
  const target =
    address.origin === self.location.origin ? address.href : new URL(home, self.location.origin).href;
  event.waitUntil(
    (async () => {
      const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
      const same = open.find(({ url }) => url === target);
      return same ? same.focus() : self.clients.openWindow(target);
    })(),
  );
});
