-- GateReading: how each gate stood when the job last asked; null while no gate has had anything to say.
alter table job add column gates jsonb;
