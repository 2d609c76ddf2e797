package dev.slipway.bench;

import dev.slipway.target.ecs.EcsMeasuring;
import java.util.List;

/** What the portal adds to ECS's own time, and how many calls it makes, on the simulated cloud. */
final class EcsBenchmark implements Benchmark {

    private static final int RUNS = 3;
    private static final int SERVICES = 500;

    @Override
    public String name() {
        return "ecs";
    }

    @Override
    public List<Figure> run(BenchDatabases databases) throws Exception {
        var overhead = new Median();
        var calls = new Median();
        for (int run = 0; run < RUNS; run++) {
            var deploy = EcsMeasuring.deploy();
            overhead.add(deploy.overhead().toMillis());
            calls.add(deploy.calls());
        }
        return List.of(
                Figure.atMost("verdict after ECS has finished a deployment", "ms", overhead.value(), 1000),
                Figure.atMost("AWS calls of a deployment of two tasks", "", calls.value(), 60),
                Figure.atMost("AWS calls to watch 500 services", "/s", EcsMeasuring.callsToWatch(SERVICES), 1));
    }
}
