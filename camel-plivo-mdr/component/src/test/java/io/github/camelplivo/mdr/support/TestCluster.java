package io.github.camelplivo.mdr.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterView;

/** A cluster whose leader the test names. */
public final class TestCluster {

    private final List<View> views = new ArrayList<>();
    private CamelContext leader;

    /** To be added to a member's context. */
    public CamelClusterService newMember() {
        return new Service();
    }

    public synchronized void lead(CamelContext context) {
        leader = context;
        views.forEach(View::tell);
    }

    private synchronized boolean isLeader(CamelContext context) {
        return context == leader;
    }

    private synchronized void add(View view) {
        views.add(view);
    }

    private final class Service extends AbstractCamelClusterService<View> {

        @Override
        protected View createView(String namespace) {
            View view = new View(this, namespace);
            add(view);
            return view;
        }
    }

    private final class View extends AbstractCamelClusterView {

        private View(CamelClusterService service, String namespace) {
            super(service, namespace);
        }

        private void tell() {
            fireLeadershipChangedEvent(getLeader().orElse(null));
        }

        @Override
        public Optional<CamelClusterMember> getLeader() {
            return Optional.of(getLocalMember()).filter(CamelClusterMember::isLeader);
        }

        @Override
        public CamelClusterMember getLocalMember() {
            return new Member(getCamelContext());
        }

        @Override
        public List<CamelClusterMember> getMembers() {
            return List.of(getLocalMember());
        }
    }

    private final class Member implements CamelClusterMember {

        private final CamelContext context;

        private Member(CamelContext context) {
            this.context = context;
        }

        @Override
        public boolean isLeader() {
            return TestCluster.this.isLeader(context);
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String getId() {
            return context.getName();
        }
    }
}
