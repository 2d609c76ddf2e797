package dev.slipway.job;

/** Another worker has taken the job over; whatever this one still does must not be written. */
class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLost(long job, long fence) {
        super("Job " + job + " has a newer worker than " + fence);
    }
}
