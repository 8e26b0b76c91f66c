package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.List;

/** Ends every wait, in real time, as soon as one of several sources is stopped. */
public final class CombinedCancellation implements Cancellation {

    private final List<Cancellation> sources;

    public CombinedCancellation(List<? extends Cancellation> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        CancellationSource any = new CancellationSource();
        Registration registration = onStop(any::stop);
        try {
            any.pause(duration);
        } finally {
            registration.close();
        }
    }

    @Override
    public Signal newSignal() {
        CancellationSource any = new CancellationSource();
        Signal signal = any.newSignal();
        return new Signal() {
            @Override
            public void give() {
                signal.give();
            }

            @Override
            public void await(Duration atMost) throws InterruptedException {
                Registration registration = onStop(any::stop);
                try {
                    signal.await(atMost);
                } finally {
                    registration.close();
                }
            }
        };
    }

    /** Runs the action once for each source that is stopped. */
    @Override
    public Registration onStop(Runnable action) {
        List<Registration> registrations = sources.stream().map(source -> source.onStop(action)).toList();
        return () -> registrations.forEach(Registration::close);
    }
}
