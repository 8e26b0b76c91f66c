package io.github.camelplivo.mdr.connect;

import org.jspecify.annotations.Nullable;

/** How an account is doing, in JMX: {@code io.github.camelplivo:type=plivo-mdr-connect,account=…}. */
public interface AccountStatusMXBean {

    /** Whether its last poll succeeded. */
    boolean isReading();

    /** Why polls fail; {@code null} if they do not. */
    @Nullable
    String getFailure();

    /** Since when polls fail, in ISO-8601 and UTC; {@code null} if they do not. */
    @Nullable
    String getFailingSince();

    /** Records delivered since the task started. */
    long getRecords();

    /** Seconds from the position of the live sweep to now; -1 while it is not known. */
    long getLagSeconds();

    /** Versions that are kept in memory. */
    long getVersions();

    /** Stretches of time that cannot be read. */
    int getSetAside();
}
