package io.github.camelplivo.mdr.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.support.cluster.AbstractCamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterView;

/**
 * The leader is the process that holds a lease in a database, as with Kubernetes, Consul or ZooKeeper: a leader that is
 * suspended loses it without noticing, and still believes to lead for a moment when it resumes.
 */
public final class LeaseClusterService extends AbstractCamelClusterService<LeaseClusterService.View> {

    /** Creates the lease, which no one holds. */
    public static final List<String> DDL = List.of(
            "CREATE TABLE lease (holder VARCHAR(40), expires TIMESTAMP NOT NULL)",
            "INSERT INTO lease VALUES (NULL, CURRENT_TIMESTAMP)");

    private static final long RENEW_MILLIS = 300;
    private static final String ACQUIRE = "UPDATE lease SET holder = ?, expires = DATEADD('SECOND', 2, CURRENT_TIMESTAMP)"
                                          + " WHERE holder = ? OR expires < CURRENT_TIMESTAMP";

    private final DataSource dataSource;

    public LeaseClusterService(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    protected View createView(String namespace) {
        return new View(this, namespace);
    }

    final class View extends AbstractCamelClusterView {

        private final String id = UUID.randomUUID().toString();
        private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor();
        private volatile boolean leads;

        View(LeaseClusterService service, String namespace) {
            super(service, namespace);
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            renewal.scheduleWithFixedDelay(this::renew, 0, RENEW_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void doStop() throws Exception {
            renewal.shutdownNow();
            super.doStop();
        }

        private void renew() {
            boolean acquired = acquire();
            if (acquired != leads) {
                leads = acquired;
                fireLeadershipChangedEvent(getLeader().orElse(null));
            }
        }

        private boolean acquire() {
            try (Connection connection = dataSource.getConnection();
                 PreparedStatement acquire = connection.prepareStatement(ACQUIRE)) {
                acquire.setString(1, id);
                acquire.setString(2, id);
                return acquire.executeUpdate() == 1;
            } catch (SQLException e) {
                return false;
            }
        }

        @Override
        public Optional<CamelClusterMember> getLeader() {
            return leads ? Optional.of(getLocalMember()) : Optional.empty();
        }

        @Override
        public CamelClusterMember getLocalMember() {
            return new CamelClusterMember() {
                @Override
                public String getId() {
                    return id;
                }

                @Override
                public boolean isLeader() {
                    return leads;
                }

                @Override
                public boolean isLocal() {
                    return true;
                }
            };
        }

        @Override
        public List<CamelClusterMember> getMembers() {
            return List.of(getLocalMember());
        }
    }
}
