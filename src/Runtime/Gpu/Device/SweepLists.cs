// The first one, two and three sweeps of a loss. An alias cannot name another one.
global using OneSweep = SparseLsr.Gen.Gpu.Device.NextSweep<
    SparseLsr.Gen.Gpu.Device.NoSweep, SparseLsr.Gen.CompilerServices.FirstSweep>;
global using ThreeSweeps = SparseLsr.Gen.Gpu.Device.NextSweep<
    SparseLsr.Gen.Gpu.Device.NextSweep<
        SparseLsr.Gen.Gpu.Device.NextSweep<SparseLsr.Gen.Gpu.Device.NoSweep, SparseLsr.Gen.CompilerServices.FirstSweep>,
        SparseLsr.Gen.CompilerServices.SecondSweep>,
    SparseLsr.Gen.CompilerServices.ThirdSweep>;
global using TwoSweeps = SparseLsr.Gen.Gpu.Device.NextSweep<
    SparseLsr.Gen.Gpu.Device.NextSweep<SparseLsr.Gen.Gpu.Device.NoSweep, SparseLsr.Gen.CompilerServices.FirstSweep>,
    SparseLsr.Gen.CompilerServices.SecondSweep>;
