package io.github.camelplivo.sqlledger.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

/** The result of a query as text, numbers to the right. */
final class TextTable {

    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;
    private final boolean[] numbers;

    private TextTable(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        widths = new int[columns.getColumnCount()];
        numbers = new boolean[widths.length];
        String[] names = new String[widths.length];
        for (int i = 0; i < widths.length; i++) {
            names[i] = columns.getColumnLabel(i + 1);
            numbers[i] = Number.class.isAssignableFrom(type(columns.getColumnClassName(i + 1)));
        }
        add(names);
        while (result.next()) {
            String[] row = new String[widths.length];
            for (int i = 0; i < widths.length; i++) {
                row[i] = Objects.toString(result.getString(i + 1), "");
            }
            add(row);
        }
    }

    static String of(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
             Statement statement = connection.createStatement();
             ResultSet result = statement.executeQuery(query)) {
            return new TextTable(result).toString();
        }
    }

    private void add(String[] row) {
        for (int i = 0; i < row.length; i++) {
            widths[i] = Math.max(widths[i], row[i].length());
        }
        rows.add(row);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return Object.class;
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String blanks = " ".repeat(widths[i] - row[i].length());
                line.append("  ").append(numbers[i] ? blanks + row[i] : row[i] + blanks);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
