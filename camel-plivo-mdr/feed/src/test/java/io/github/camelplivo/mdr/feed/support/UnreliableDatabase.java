package io.github.camelplivo.mdr.feed.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Callable;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** A database in memory whose next updates fail in a chosen way. */
public final class UnreliableDatabase {

    /** What becomes of an update. */
    public enum Fault {
        /** Nothing is executed: no connection. */
        AWAY,
        /** It is executed, but the connection breaks before the answer. */
        ANSWER_LOST,
        /** The connection breaks, and the database executes the update {@link #executeLate() later}. */
        LATE
    }

    private final JdbcDataSource database = new JdbcDataSource();
    private final boolean autoCommit;
    private volatile @Nullable Fault fault;
    private @Nullable Callable<?> late;

    /** @param name of the database in memory */
    public UnreliableDatabase(String name, boolean autoCommit) {
        database.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        this.autoCommit = autoCommit;
    }

    /** Without faults. */
    public JdbcDataSource plain() {
        return database;
    }

    public void fault(@Nullable Fault next) {
        fault = next;
    }

    /** Executes what was {@link Fault#LATE}. */
    public void executeLate() throws Exception {
        late.call();
    }

    public DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            if (fault == Fault.AWAY) {
                throw new SQLException("Connection refused", "08001");
            }
            return method.getName().equals("getConnection") ? connection() : call(database, method, arguments);
        });
    }

    private Connection connection() throws SQLException {
        Connection real = database.getConnection();
        real.setAutoCommit(autoCommit);
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("prepareStatement")) {
                return statement((PreparedStatement) call(real, method, arguments));
            }
            return isCloseOfLate(method) ? null : call(real, method, arguments);
        });
    }

    private PreparedStatement statement(PreparedStatement real) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (!method.getName().equals("executeUpdate") || fault == null) {
                return isCloseOfLate(method) ? null : call(real, method, arguments);
            }
            if (fault == Fault.LATE) {
                late = () -> call(real, method, arguments);
            } else {
                call(real, method, arguments);
            }
            throw new SQLException("Connection reset", "08006");
        });
    }

    /** The database still executes what the client has given up. */
    private boolean isCloseOfLate(Method method) {
        return late != null && method.getName().equals("close");
    }

    @FunctionalInterface
    private interface Handler {

        @Nullable
        Object invoke(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> handler.invoke(method, arguments)));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }
}
