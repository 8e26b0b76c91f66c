package io.github.camelplivo.mdr.feed;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * The table of {@link JdbcWatermarkStore}, in the words of each database. A key is compared by its characters, also
 * where the database would otherwise ignore capitals.
 */
enum WatermarkTable {

    POSTGRESQL("postgresql", "VARCHAR(400)", "VARCHAR(200)", "BIGINT", "TEXT", "TIMESTAMP WITH TIME ZONE"),
    MYSQL("mysql", "VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "VARCHAR(200)", "BIGINT",
          "LONGTEXT CHARACTER SET utf8mb4", "TIMESTAMP NULL"),
    MARIADB("mariadb", MYSQL),
    ORACLE("oracle", "VARCHAR2(400 CHAR)", "VARCHAR2(200 CHAR)", "NUMBER(19)", "CLOB", "TIMESTAMP WITH TIME ZONE"),
    SQL_SERVER("microsoft sql server", "NVARCHAR(400) COLLATE Latin1_General_BIN2", "NVARCHAR(200)", "BIGINT",
               "NVARCHAR(MAX)", "DATETIMEOFFSET"),
    /** Standard SQL: H2, HSQLDB, Derby, DB2. */
    OTHER("", "VARCHAR(400)", "VARCHAR(200)", "BIGINT", "CLOB", "TIMESTAMP");

    static final String NAME = "plivo_mdr_watermark";
    /** SQL Server's index takes no more. */
    static final int MAX_KEY = 400;
    static final int MAX_OWNER = 200;

    private final String product;
    private final String ddl;

    WatermarkTable(String product, String key, String owner, String version, String watermark, String time) {
        this.product = product;
        this.ddl = "CREATE TABLE " + NAME + " (\n"
                   + "  feed_key " + key + " NOT NULL PRIMARY KEY,\n"
                   + "  owner " + owner + ",\n"
                   + "  version " + version + " NOT NULL,\n"
                   + "  watermark " + watermark + ",\n"
                   + "  saved_at " + time + "\n)";
    }

    WatermarkTable(String product, WatermarkTable same) {
        this.product = product;
        this.ddl = same.ddl;
    }

    /** @param product the name that the driver gives, such as {@code PostgreSQL} */
    static WatermarkTable of(String product) {
        String lower = product.toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(table -> lower.startsWith(table.product)).findFirst().orElseThrow();
    }

    /** The statement that creates the table. */
    String ddl() {
        return ddl;
    }
}
