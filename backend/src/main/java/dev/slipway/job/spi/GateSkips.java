package dev.slipway.job.spi;

import java.util.Map;

/** Gates that somebody lets a job pass though they are not open. Found as a bean; asked on a virtual thread; may block. */
public interface GateSkips {

    /** Who skips it and why, by {@link Gate#name()}; empty when the job must wait for every gate. */
    Map<String, String> of(long job);
}
