UPDATE roles SET permissions =
  '["tickets_view","tickets_edit","contacts_view","contacts_edit","settings"]'
WHERE name = 'Owner';
