-- Runs once, when the volume is empty.
\getenv password POSTGRES_PASSWORD
CREATE ROLE subrosa LOGIN PASSWORD :'password';
CREATE DATABASE subrosa OWNER subrosa ENCODING 'UTF8' TEMPLATE template0;
-- From here on the superuser can sign in from inside the container only.
ALTER ROLE postgres PASSWORD NULL;
