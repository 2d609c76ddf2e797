package dev.slipway.target.ecs.check;

/** It cannot be told. */
public class Untold extends Exception {

    private static final long serialVersionUID = 1L;

    public Untold(String why) {
        super(why);
    }
}
