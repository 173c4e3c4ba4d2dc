-- Owners may do everything, what is new included.
UPDATE roles SET permissions =
  '["tickets_view","tickets_edit","contacts_view","contacts_edit","settings","customer_portal_settings","private_content_settings","audit"]'
WHERE name = 'Owner';
